// SPDX-License-Identifier: LGPL-2.1-or-later
/** The script with a Docker of the test's own, which answers requests as the engine does. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakePrograms } from "../../../test/fakes/programs";
import { answersIn } from "./answers";
import { checkScript } from "./images";

const digest = `sha256:${"a".repeat(64)}`;
let root = "";
let programs: FakePrograms;

function write(path: string, text: string) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
}

/** A line of `ran` for each service: the image as the compose file has it. */
function addApp(id: string, services: Record<string, string>, kind = "install running none", pull = Object.keys(services)) {
    write(`jobs/${id}/kind`, `${kind}\n`);
    if (pull.length > 0)
        write(`jobs/${id}/pull`, `${pull.join("\n")}\n`);
    write(`jobs/${id}/ran`, Object.entries(services)
        .map(([service, image]) => `${service} ${image} sha256:0 ${image}@${digest}\n`).join(""));
}

beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "check-tags-"));
    programs = new FakePrograms();
    programs.add("docker", `
        read -r method path version
        echo "$method $path $version" | tr -d '\\r' >>'${root}/asked'
        answer() { printf 'HTTP/1.0 %s\\r\\nContent-Type: application/json\\r\\n\\r\\n%s\\n' "$1" "$2"; }
        case $path in
        */good:*) answer '200 OK' '{"Descriptor":{"mediaType":"a/b","digest":"${digest}","size":1},"Platforms":[{"os":"linux"}]}' ;;
        */odd:*) answer '200 OK' '{"Descriptor":{"mediaType":"a/b","digest":"latest"}}' ;;
        */private:*) answer '401 Unauthorized' '{"message":"no \\"Descriptor\\""}' ;;
        */forbidden:*) answer '403 Forbidden' '{}' ;;
        */gone:*) answer '404 Not Found' '{"message":"manifest unknown"}' ;;
        */limited:*) answer '429 Too Many Requests' '{}' ;;
        */down:*) answer '500 Internal Server Error' '{"message":"${digest}"}' ;;
        */silent:*) exit 1 ;;
        esac`);
});
afterEach(() => {
    rmSync(root, { recursive: true });
    programs.remove();
});

const run = () => execFileSync("sh", ["-c", checkScript, "check-tags", root], { encoding: "utf8", env: process.env });
const answers = () => answersIn(readFileSync(join(root, "images/answers.json"), "utf8"));
const found = () => Object.fromEntries([...answers().tags].map(([tag, answer]) =>
    [tag, "digest" in answer ? answer.digest : answer.problem]));
const asked = () => readFileSync(join(root, "asked"), "utf8").trim().split("\n").sort();

it("keeps what each registry said, and asks each tag once", () => {
    addApp("blog", { web: "good:1", db: "gone:8.0", cache: "private:1", mail: "forbidden:1" });
    addApp("shop", { web: "good:1", db: "limited:1", a: "down:1", b: "silent:1", c: "odd:1" });
    addApp("wiki", { web: "reg.example:5000/team/good:2" }, "stop stopped running");
    expect(run()).toBe("");
    expect(found()).toEqual({
        "good:1": digest, "reg.example:5000/team/good:2": digest, "gone:8.0": "no-tag", "private:1": "no-access",
        "forbidden:1": "no-access", "limited:1": "limited", "down:1": "no-answer", "silent:1": "no-answer", "odd:1": "no-answer",
    });
    expect(asked()).toHaveLength(9);
    expect(asked()).toContain("GET /distribution/reg.example:5000/team/good:2/json HTTP/1.0");
    expect(answers().time).toMatch(/Z$/);
    expect(readdirSync(join(root, "images"))).toEqual(["answers.json"]);
    expect(statSync(join(root, "images/answers.json")).mode & 0o777).toBe(0o600);
});

it("asks for nothing that can't move, and for no app that is uninstalled", () => {
    addApp("blog", { web: `good@${digest}`, built: "good:2", pulled: "good:3" }, "install running none", ["web", "pulled"]);
    addApp("old", { web: "good:4" }, "uninstall uninstalled -");
    // Without a digest of a registry.
    write("jobs/made/ran", "web good:5 sha256:0 -\nother good:6 sha256:0 good@sha256:0\n");
    run();
    expect(found()).toEqual({ "good:3": digest, "good:6": digest });
});

it("asks nothing that could be more than a name", () => {
    const evil = ["../../containers/json?x=", "a\"b:1", "$(touch x):1", "-x:1", "a%20b:1", `${"x".repeat(300)}:1`];
    write("jobs/blog/ran", evil.map(name => `web ${name} sha256:0 x@sha256:0\n`).join(""));
    run();
    expect(found()).toEqual({});
    expect(readdirSync(root).sort()).toEqual(["images", "jobs"]);
});

it("forgets what no app runs any more, and survives a server without apps", () => {
    write("images/answers.json", "{");
    write("images/.asking-x/left", "");
    run();
    expect([...answers().tags]).toEqual([]);
    expect(answers().time).not.toBeNull();
});
