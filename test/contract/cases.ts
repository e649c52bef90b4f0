// SPDX-License-Identifier: LGPL-2.1-or-later
/** What every `Machine` promises: run under Node by jest, and in a real Cockpit page by a browser. No test library here. */
import { MachineError, StatusError, type Machine, type MachineProblem } from "../../src/machine/machine";

export interface ContractHost {
    /** An empty folder on the host. */
    folder: string;
    /** Where server.pl listens there. */
    socket: string;
}

export interface ContractCase {
    /** Finishes the sentence "it …". */
    title: string;
    run: (machine: Machine, host: ContractHost) => Promise<void>;
}

function equal(actual: unknown, expected: unknown): void {
    const [one, other] = [actual, expected].map(value => JSON.stringify(value) ?? "undefined");
    if (one !== other)
        throw new Error(`${one?.slice(0, 500)} instead of ${other?.slice(0, 500)}`);
}

/** The error it rejects with. */
async function rejects(work: Promise<unknown>, problem: MachineProblem): Promise<MachineError> {
    const error: unknown = await work.then(value => value, (reason: unknown) => reason);
    if (!(error instanceof MachineError))
        throw new Error(`no MachineError: ${String(error)}`);
    equal(error.problem, problem);
    return error;
}

function rest(milliseconds: number): Promise<void> {
    return new Promise(resolve => setTimeout(resolve, milliseconds));
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
        if (await holds())
            return;
        await rest(50);
    }
    throw new Error(`not within five seconds: ${what}`);
}

const get = (machine: Machine, socket: string, path: string, seconds = 10) =>
    machine.request(socket, { method: "GET", path: `/${path}`, seconds });

/** Whether the server has seen its client close that connection. */
async function wasClosed(machine: Machine, { socket }: ContractHost, path: string): Promise<boolean> {
    return (await machine.read(`${socket}.log`))?.includes(`closed ${path}\n`) ?? false;
}

function write(machine: Machine, path: string, text: string) {
    return machine.run(["sh", "-c", 'cat >"$1"', "write", path], { input: text });
}

const isAlive = async (machine: Machine, pid: string) =>
    (await machine.run(["sh", "-c", 'read -r _ _ state _ <"/proc/$1/stat" && [ "$state" != Z ]', "alive", pid])).status === 0;

const chinese = "中文";

const running: ContractCase[] = [
    {
        title: "runs a program with arguments and input, and tells both of its outputs and its exit status",
        run: async machine => {
            const { status, stdout, stderr } = await machine.run(
                ["sh", "-c", 'cat; printf "%s|" "$@"; echo oops >&2; exit 7', "name", "a b", "$(id)", chinese], { input: "in " });
            equal([status, stdout, stderr.trim()], [7, `in a b|$(id)|${chinese}|`, "oops"]);
        },
    },
    {
        title: "closes the input of a program that gets none",
        run: async machine => { equal((await machine.run(["cat"])).stdout, ""); },
    },
    {
        title: "copes with a program that does not read its input",
        run: async machine => { equal((await machine.run(["true"], { input: "x".repeat(1_000_000) })).status, 0); },
    },
    {
        title: "counts a signal as 128 and its number",
        run: async machine => {
            equal((await machine.run(["sh", "-c", "kill -TERM $$"])).status, 143);
            equal((await machine.run(["sh", "-c", "kill -KILL $$"])).status, 137);
        },
    },
    {
        title: "has no program that is missing",
        run: async machine => { await rejects(machine.run(["no-such-program-anywhere"]), "not-found"); },
    },
    {
        title: "carries bytes both ways as they are",
        run: async machine => {
            const input = Uint8Array.from({ length: 1024 }, (_value, at) => at % 256);
            equal([...(await machine.run(["cat"], { input })).bytes], [...input]);
            equal((await machine.run(["printf", "a\\377b"])).stdout, "a\ufffdb");
        },
    },
    {
        title: "carries large output whole",
        run: async machine => {
            const { bytes } = await machine.run(["sh", "-c", "head -c 20000000 /dev/zero"]);
            equal(bytes.length, 20_000_000);
        },
    },
    {
        title: "hands on output as it comes, with no character split",
        run: async machine => {
            const pieces: string[] = [];
            const script = "for byte in 344 270 255 346 226 207; do printf \"\\\\$byte\"; sleep 0.05; done; printf '\\377'";
            const { stdout } = await machine.run(["sh", "-c", script], { onOutput: text => { pieces.push(text); } });
            equal([pieces.join(""), stdout], [`${chinese}\ufffd`, ""]);
        },
    },
    {
        title: "runs programs in English and UTF-8",
        run: async machine => { equal((await machine.run(["sh", "-c", 'printf %s "$LC_ALL"'])).stdout, "C.UTF-8"); },
    },
    {
        title: "ends a program at its deadline",
        run: async (machine, { folder }) => {
            const script = 'echo $$ >"$1"; exec sleep 60';
            const error = await rejects(machine.run(["sh", "-c", script, "late", `${folder}/pid`], { seconds: 1 }), "timeout");
            equal(error.message, "sh: no answer within 1 s");
            const pid = (await machine.read(`${folder}/pid`))?.trim() ?? "";
            await until("the program has ended", async () => !await isAlive(machine, pid));
        },
    },
    {
        title: "ends a program that is aborted, and starts none that already is",
        run: async (machine, { folder }) => {
            const ending = new AbortController();
            const script = 'echo $$ >"$1"; exec sleep 60';
            const work = machine.run(["sh", "-c", script, "aborted", `${folder}/aborted`], { signal: ending.signal });
            const failed = rejects(work, "cancelled");
            await until("it runs", async () => (await machine.read(`${folder}/aborted`) ?? "") !== "");
            ending.abort();
            await failed;
            const pid = (await machine.read(`${folder}/aborted`))?.trim() ?? "";
            await until("the program has ended", async () => !await isAlive(machine, pid));
            await rejects(machine.run(["touch", `${folder}/never`], { signal: ending.signal }), "cancelled");
            equal(await machine.read(`${folder}/never`), null);
        },
    },
];

const reading: ContractCase[] = [
    {
        title: "reads a file, also an empty one and one that is not UTF-8",
        run: async (machine, { folder }) => {
            await write(machine, `${folder}/file`, `${chinese}\n`);
            await machine.run(["sh", "-c", 'printf "a\\377\\000b" >"$1/bad"; : >"$1/empty"', "sh", folder]);
            equal(await machine.read(`${folder}/file`), `${chinese}\n`);
            equal(await machine.read(`${folder}/bad`), "a\ufffd\0b");
            equal(await machine.read(`${folder}/empty`), "");
        },
    },
    {
        title: "has null for a file that is missing, also in a folder that is missing",
        run: async (machine, { folder }) => {
            equal(await machine.read(`${folder}/missing`), null);
            equal(await machine.read(`${folder}/no/such/folder/missing`), null);
        },
    },
    {
        title: "refuses a folder, a FIFO and a socket, and does not wait for them",
        run: async (machine, { folder, socket }) => {
            await machine.run(["mkfifo", `${folder}/fifo`]);
            for (const path of [folder, `${folder}/fifo`, socket]) {
                const error = await rejects(machine.read(path), "failed");
                equal(error.message, `${path}: not a regular file`);
            }
        },
    },
    {
        title: "refuses a file that is too large, with the limit",
        run: async (machine, { folder }) => {
            await write(machine, `${folder}/ten`, "0123456789");
            equal(await machine.read(`${folder}/ten`, { bytes: 10 }), "0123456789");
            const error = await rejects(machine.read(`${folder}/ten`, { bytes: 9 }), "failed");
            equal(error.message, `${folder}/ten: larger than 9 bytes`);
        },
    },
];

/** Watches it for as long as `during` takes, which may wait until it was told so many times. */
async function watching(
    machine: Machine, path: string, during: (told: (times: number) => Promise<void>) => Promise<void>,
): Promise<number> {
    let count = 0;
    const end = machine.watch(path, () => { count++; });
    try {
        await during(times => until(`told ${times} times`, () => count >= times));
    } finally {
        end();
    }
    return count;
}

const watched: ContractCase[] = [
    {
        title: "tells once that it watches, and of every change of a file that may be missing",
        run: async (machine, { folder }) => {
            const path = `${folder}/watched`;
            await watching(machine, path, async told => {
                await told(1);
                await write(machine, path, "one");
                await told(2);
                await rest(300);
                await machine.run(["sh", "-c", 'echo two >"$1.new" && mv "$1.new" "$1"', "sh", path]);
                await told(3);
                await rest(300);
                await machine.run(["rm", path]);
                await told(4);
            });
        },
    },
    {
        title: "tells nothing of other files, and nothing after its end",
        run: async (machine, { folder }) => {
            const path = `${folder}/quiet`;
            const count = await watching(machine, path, async told => {
                await told(1);
                await write(machine, `${folder}/other`, "x");
                await rest(500);
            });
            equal(count, 1);
            await write(machine, path, "x");
            await rest(300);
            equal(count, 1);
        },
    },
    {
        title: "watches a path whose folder is still to come",
        run: async (machine, { folder }) => {
            await watching(machine, `${folder}/later/file`, async told => {
                await told(1);
                await machine.run(["mkdir", `${folder}/later`]);
                await rest(500);
                await write(machine, `${folder}/later/file`, "x");
                await told(2);
            });
        },
    },
];

const requests: ContractCase[] = [
    {
        title: "gets an answer whatever its status",
        run: async (machine, { socket }) => {
            equal(await get(machine, socket, "ok"), { status: 200, body: "hello" });
            equal(await get(machine, socket, "status-404"), { status: 404, body: '{"message":"no such thing"}' });
            equal(await get(machine, socket, "status-500"), { status: 500, body: '{"message":"no such thing"}' });
            equal(await get(machine, socket, "empty"), { status: 204, body: "" });
        },
    },
    {
        title: "sends a body as JSON",
        run: async (machine, { socket }) => {
            const body = JSON.stringify({ name: chinese.repeat(50_000) });
            const answer = await machine.request(socket, { method: "POST", path: "/echo", body });
            equal(answer, { status: 200, body: `POST application/json ${body}` });
            equal((await machine.request(socket, { method: "DELETE", path: "/echo" })).body, "DELETE - ");
        },
    },
    {
        title: "reads answers of every length, whole and without a split character",
        run: async (machine, { socket }) => {
            equal((await get(machine, socket, "chunked")).body, chinese.repeat(3));
            equal((await get(machine, socket, "close")).body, "until the end");
            equal((await get(machine, socket, "bytes")).body, "a\ufffd\0b");
            equal((await get(machine, socket, "large", 30)).body === chinese.repeat(1_000_000), true);
        },
    },
    {
        title: "takes no part of an answer for the whole",
        run: async (machine, { socket }) => {
            await rejects(get(machine, socket, "half"), "disconnected");
            await rejects(get(machine, socket, "half-chunked"), "disconnected");
        },
    },
    {
        title: "tells a socket that is missing from one where no process listens",
        run: async (machine, { folder }) => {
            await rejects(get(machine, `${folder}/none.sock`, "ok"), "not-found");
            const left = "IO::Socket::UNIX->new(Type => SOCK_STREAM, Local => shift, Listen => 1)";
            await machine.run(["perl", "-MIO::Socket::UNIX", "-e", left, `${folder}/left.sock`]);
            await rejects(get(machine, `${folder}/left.sock`, "ok"), "refused");
        },
    },
    {
        title: "gives up at the deadline and closes the connection, before and within the answer",
        run: async (machine, host) => {
            for (const path of ["hang-1", "body-hang-1"]) {
                await rejects(get(machine, host.socket, path, 1), "timeout");
                await until(`${path} is closed`, () => wasClosed(machine, host, path));
            }
        },
    },
    {
        title: "closes the connection of a request that is aborted",
        run: async (machine, host) => {
            const ending = new AbortController();
            const failed = rejects(
                machine.request(host.socket, { method: "GET", path: "/hang-2", signal: ending.signal }), "cancelled");
            await rest(200);
            ending.abort();
            await failed;
            await until("it is closed", () => wasClosed(machine, host, "hang-2"));
        },
    },
    {
        title: "answers others while fifty requests hang, and after them",
        run: async (machine, { socket }) => {
            const hanging = Array.from({ length: 50 }, (_value, at) => rejects(get(machine, socket, `hang-a${at}`, 3), "timeout"));
            await rest(200);
            equal((await get(machine, socket, "ok", 2)).body, "hello");
            equal((await machine.run(["echo", "x"], { seconds: 2 })).stdout, "x\n");
            await Promise.all(hanging);
            equal((await get(machine, socket, "ok", 2)).body, "hello");
        },
    },
];

const following: ContractCase[] = [
    {
        title: "follows an answer to its end, which it opens first",
        run: async (machine, { socket }) => {
            const told: string[] = [];
            const decoder = new TextDecoder();
            await machine.follow(socket, "/three", chunk => { told.push(decoder.decode(chunk)); }, new AbortController().signal, {
                onOpen: () => { told.push("open "); },
            });
            equal(told.join(""), "open onetwothree");
        },
    },
    {
        title: "ends an answer that is aborted, with no word after it",
        run: async (machine, host) => {
            const ending = new AbortController();
            let count = 0;
            const work = machine.follow(host.socket, "/endless-1", () => { count++; }, ending.signal);
            await until("data comes", () => count > 2);
            ending.abort();
            await work;
            const before = count;
            await until("it is closed", () => wasClosed(machine, host, "endless-1"));
            equal(count, before);
            await machine.follow(host.socket, "/endless-2", () => { count++; }, ending.signal);
            equal(count, before);
        },
    },
    {
        title: "takes no error for data, and tells its status and words",
        run: async (machine, { socket }) => {
            let count = 0;
            const work = machine.follow(socket, "/status-501", () => { count++; }, new AbortController().signal);
            const error = await rejects(work, "failed");
            if (!(error instanceof StatusError))
                throw new Error(`no StatusError: ${error.message}`);
            equal([error.status, error.body, count], [501, '{"message":"no such thing"}', 0]);
        },
    },
    {
        title: "gives up where the answer does not begin in time, and waits for its body as long as it takes",
        run: async (machine, host) => {
            const { signal } = new AbortController();
            await rejects(machine.follow(host.socket, "/hang-3", () => undefined, signal, { seconds: 1 }), "timeout");
            await until("it is closed", () => wasClosed(machine, host, "hang-3"));
            let text = "";
            const read = (chunk: Uint8Array) => { text += new TextDecoder().decode(chunk); };
            await machine.follow(host.socket, "/quiet", read, signal, { seconds: 1 });
            equal(text, "late");
        },
    },
];

export const contract: readonly ContractCase[] = [...running, ...reading, ...watched, ...requests, ...following];
