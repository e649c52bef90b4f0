// SPDX-License-Identifier: LGPL-2.1-or-later
// What newer Compose prints for a pull by `--progress json`, by its source at the tags named, for two images that share
// a layer: the first is there when the second begins to unpack. Docker sends a progress with each step of a layer; what
// is 0 or "" Compose leaves out.
import { causeOf } from "./failure";
import { pullReader, type Progress } from "./progress";

const shared = "5f70bf18a086";
const big = "2d473b07cdd5";
const small = "b2d5eeeaba3a";

/** One step of a layer, as docker tells compose. */
interface Step { status: string, current?: number, total?: number }

interface Dialect {
    /** How an image is named: by its service, or by itself. */
    image: (service: string, image: string) => string;
    layer: (parent: string, id: string, step: Step) => object;
    of: (id: string, text: string, isDone: boolean) => object;
    error: (id: string, message: string) => object;
}

const units = ["B", "kB", "MB", "GB"];

/** Four digits, as docker writes sizes. */
function size(bytes: number): string {
    const power = bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3);
    return `${Number((bytes / 1000 ** power).toPrecision(4))}${units[power] ?? ""}`;
}

const bar = ({ current = 0, total = 0 }: Step) =>
    current === 0 && total === 0 ? "" : `[=>      ]  ${size(current)}${total ? `/${size(total)}` : ""}`;
const isEnd = ({ status }: Step) => ["Download complete", "Pull complete", "Already exists"].includes(status);
const measured = ["Downloading", "Extracting", "Verifying Checksum"];

/** The numbers: only of steps that have some; per cent without sizes where a step is done. */
function numbers(step: Step): object {
    const { status, current = 0, total = 0 } = step;
    const percent = isEnd(step) ? 100 : measured.includes(status) && total ? Math.floor(100 * current / total) : 0;
    return { ...measured.includes(status) && { current, total }, percent };
}

/** Go's omitempty. */
function line(message: object): string {
    return JSON.stringify(Object.fromEntries(Object.entries(message).filter(([, value]) => value !== 0 && value !== "")));
}

const oldService = {
    image: (service: string) => service,
    of: (id: string, text: string) => ({ id, text }),
    error: (id: string, message: string) => ({ id, text: "Error", status: message }),
};
const newImage = {
    image: (_service: string, image: string) => `Image ${image}`,
    of: (id: string, text: string, isDone: boolean) => ({ id, status: isDone ? "Done" : "Working", text }),
    error: (id: string, message: string) => ({ id, status: "Error", text: "Error", details: message }),
};
const state = (step: Step) => ({ status: isEnd(step) ? "Done" : "Working" });

const dialects: [string, Dialect][] = [
    ["2.29 to 2.31: sizes in words, layers without an owner", {
        ...oldService, layer: (_parent, id, step) => ({ id, text: step.status, status: bar(step) }),
    }],
    ["2.32 to 2.40", {
        ...oldService,
        layer: (parent, id, step) => ({ id, parent_id: parent, text: step.status, status: bar(step), ...numbers(step) }),
    }],
    ["5.0.0: the step is missing", {
        ...newImage,
        layer: (parent, id, step) => ({ id, parent_id: parent, ...state(step), text: bar(step), ...numbers(step) }),
    }],
    ["5.0.1 and 5.0.2", {
        ...newImage,
        layer: (parent, id, step) =>
            ({ id, parent_id: parent, ...state(step), text: step.status, details: bar(step), ...numbers(step) }),
    }],
    ["5.1 to 5.5: what is there in words, the whole in numbers", {
        ...newImage,
        layer: (parent, id, step) => ({
            id, parent_id: parent, ...state(step), text: step.status, details: size(step.current ?? 0), ...numbers(step),
        }),
    }],
];

/** `until` the big layer's second piece, or to the end. */
function pull(dialect: Dialect, until: "half" | "end"): string {
    const web = dialect.image("web", "nginx:1.30");
    const db = dialect.image("db", "mariadb:12");
    const step = (parent: string, id: string, status: string, current?: number, total?: number) =>
        dialect.layer(parent, id, { status, ...current !== undefined && { current }, ...total !== undefined && { total } });
    const half = [
        dialect.of(web, "Pulling", false),
        dialect.of(db, "Pulling", false),
        dialect.of(dialect.image("init", "busybox:1"), "Skipped", true),
        step(web, shared, "Pulling fs layer"),
        step(web, big, "Pulling fs layer"),
        step(web, big, "Waiting"),
        step(db, shared, "Pulling fs layer"),
        step(db, small, "Already exists"),
        step(web, shared, "Downloading", 100_000, 1_000_000),
        step(db, shared, "Downloading", 100_000, 1_000_000),
        step(web, big, "Downloading", 1_500_000, 30_000_000),
        step(web, shared, "Verifying Checksum"),
        step(web, shared, "Download complete"),
        step(db, shared, "Download complete"),
        step(web, big, "Retrying in 5 seconds"),
        step(web, big, "Downloading", 15_000_000, 30_000_000),
    ];
    const end = [
        step(web, big, "Download complete"),
        step(web, shared, "Extracting", 500_000, 1_000_000),
        step(web, shared, "Pull complete"),
        step(db, shared, "Pull complete"),
        dialect.of(db, "Pulled", true),
        step(web, big, "Extracting", 30_000_000, 30_000_000),
        step(web, big, "Pull complete"),
        dialect.of(web, "Pulled", true),
    ];
    return [...half, ...until === "end" ? end : []].map(message => `${line(message)}\n`).join("");
}

function progressOf(text: string): Progress {
    const reader = pullReader();
    reader.add(text);
    return reader.progress();
}

describe.each(dialects)("%s", (_name, dialect) => {
    it("knows the bytes, each layer once", () => {
        expect(progressOf(pull(dialect, "half"))).toMatchObject({
            done: 16_000_000, total: 31_000_000, complete: true, layers: 3,
        });
    });

    it("ends with all of it", () => {
        expect(progressOf(pull(dialect, "end"))).toEqual({
            done: 31_000_000, total: 31_000_000, complete: true, layersDone: 3, layers: 3,
        });
    });

    it("has bytes and no per cent while docker tells no whole", () => {
        const step = { status: "Downloading", current: 5_000_000 };
        const image = dialect.image("web", "nginx:1.30");
        const log = [dialect.of(image, "Pulling", false), dialect.layer(image, big, step)]
            .map(message => `${line(message)}\n`).join("");
        expect(progressOf(log)).toMatchObject({ done: 5_000_000, complete: false, layersDone: 0, layers: 1 });
    });

    it("continues where the log is cut", () => {
        const reader = pullReader();
        for (const piece of pull(dialect, "end").match(/[^]{1,13}/g) ?? [])
            reader.add(piece);
        expect(reader.progress()).toEqual(progressOf(pull(dialect, "end")));
    });

    it("says why it failed: by the image's own line, and by the last one", () => {
        const refused = "Head \"https://hub.example/v2/nginx/manifests/1.30\": dial tcp: lookup hub.example: no such host";
        const image = dialect.image("web", "nginx:1.30");
        for (const message of [dialect.error(image, refused), { error: true, message: refused }]) {
            const log = `${pull(dialect, "half")}${line(message)}\n`;
            expect(causeOf(log, "pull", 18)).toMatchObject({ id: "name-not-resolved", args: ["hub.example"] });
            expect(progressOf(log)).toMatchObject({ done: 16_000_000 });
        }
    });
});
