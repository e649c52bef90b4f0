// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Cockpit's library for component tests: English, an administrator's session, a location that remembers where it went.
 * Nothing runs: a component that spawns has its work in the wrong place.
 */

type Options = Record<string, string | string[]>;

const events = new EventTarget();

const location = {
    path: [] as string[],
    options: {} as Options,
    get href() {
        const query = new URLSearchParams(Object.entries(this.options).map(([key, value]) => [key, String(value)]));
        return `/${this.path.join("/")}${query.size > 0 ? `?${query}` : ""}`;
    },
    go(path: string | string[], options: Options = {}) {
        this.path = typeof path === "string" ? path.split("/").filter(Boolean) : path;
        this.options = options;
        events.dispatchEvent(new Event("locationchanged"));
    },
    replace(path: string | string[], options: Options = {}) { this.go(path, options); },
    encode(path: string | string[]) {
        return typeof path === "string" ? path : `/${path.map(encodeURIComponent).join("/")}`;
    },
};

function format(template: string, ...args: unknown[]): string {
    const values = typeof args[0] === "object" && args[0] !== null ? new Map(Object.entries(args[0])) :
        new Map(args.map((value, index) => [String(index), value]));
    return template.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_match, braced: string | undefined, plain: string) =>
        String(values.get(braced ?? plain) ?? ""));
}

function formatBytes(bytes: number): string {
    const power = bytes >= 1000 ? Math.min(Math.floor(Math.log10(bytes) / 3), 4) : 0;
    return `${Number((bytes / 1000 ** power).toPrecision(3))} ${["B", "kB", "MB", "GB", "TB"][power]}`;
}

export default {
    gettext: (...args: string[]) => args[args.length - 1] ?? "",
    ngettext: (...args: (string | number)[]) => {
        const [singular, plural, count] = args.slice(-3);
        return count === 1 ? singular : plural;
    },
    format,
    format_bytes: formatBytes,
    format_bytes_per_sec: (bytes: number) => `${formatBytes(bytes)}/s`,
    format_number: (value: number) => String(value),
    language: "en",
    language_direction: "ltr",
    message: (problem: { message?: string, problem?: string }) => problem.message ?? problem.problem ?? "",
    location,
    hidden: false,
    jump: () => undefined,
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    manifests: {},
    transport: {
        wait: (ready: () => void) => { ready(); },
        control: () => undefined,
        host: "localhost",
        origin: "http://localhost",
        csrf_token: "token",
        uri: (suffix = "") => `ws://localhost/cockpit/${suffix}`,
    },
};
