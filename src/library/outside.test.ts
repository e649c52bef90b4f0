// SPDX-License-Identifier: LGPL-2.1-or-later
import { filesRead } from "./outside";

const service = (more: string) => `services:\n  app:\n    image: x\n    ${more}\n    volumes: [../../data:/data, /etc:/etc]\n`;

/** test/integration/library-hostile-compose.test.ts asks compose whether these, and many more, are read. */
test.each([
    ["env_file: ../x", "../x"], ["env_file: /etc/x # why", "/etc/x"], ["env_file:\n    - .env\n    - ../x", "../x"],
    ["env_file:\n      - path: a/../../x\n        required: false", "a/../../x"], ["env_file: ~/x", "~/x"],
    ["extends: {file: ../x.yml, service: a}", "../x.yml"], ["label_file: [../x]", "../x"],
    ["env_file: https://example.org/x", "https://example.org/x"], ["env_file: $A/x", "../x"],
    ["env_file: ${A}/x", "../x"], ["env_file: ${NO:-../x}", "../x"], ["env_file: ${NO-../x}", "../x"],
    ["env_file: ${A:+../x}", "../x"], ["env_file: ${EMPTY:-..}/x", "../x"], ["env_file: $B", "../x"],
    ["\"env\\u005ffile\": ../x", "../x"],
])("reads outside: %j", (more, outside) => {
    expect(filesRead(service(more), "A=..\nB='${A}/x'\nEMPTY=\n").outside).toBe(outside);
});

test.each([
    "env_file: .env", "env_file: [.env, ./src/b.env]", "env_file:\n      - path: src/..a.env", "extends: base",
    "env_file: ${ENV_FILE:-.env}", "env_file: ${EMPTY-../x}.env", "env_file: ${NO:+../x}.env", "# env_file: ../x",
    "command: echo # env_file: ../x", "env_file: .env # not ../x", "x-include_dir: ../x", "environment: {A: ../x}",
    "command: [\"--env_file=../x\"]",
])("stays within: %j", more => {
    expect(filesRead(service(more), "A=..\nEMPTY=\n").outside).toBeUndefined();
});

test("names what it reads within", () => {
    const { within } = filesRead(`include: [./more.yml]\n${service("env_file: [src/a.env, $B]")}`, "B=b.env\n");
    expect(within).toEqual(["more.yml", "src/a.env", "b.env"]);
});

test("a variable of which nothing is known may be anything", () => {
    expect(filesRead(service("env_file: $A"), undefined).outside).toBe("$A");
    expect(filesRead(service("env_file: .env"), undefined).outside).toBeUndefined();
});

test.each([
    "{env_file:[".repeat(20_000), "env_file: *a &a ".repeat(15_000), "env_file:\n".repeat(20_000),
    `${"&a ".repeat(80_000)}env_file: *a`, "\"'".repeat(100_000), "a#".repeat(100_000),
    `env_file: ${"${A:-".repeat(40_000)}`, `services: {app: {env_file: ${" ".repeat(200_000)}../x}}`,
])("stays linear on adversarial input, case %#", text => {
    // Processor time: the machine may have other work.
    const start = process.cpuUsage();
    const { outside } = filesRead(text, "A=$A$A$A$A$A$A$A$A\n");
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(3000);
    if (text.includes("env_file"))
        expect(outside).toBeDefined();
});
