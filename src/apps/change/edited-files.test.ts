// SPDX-License-Identifier: LGPL-2.1-or-later
import { createHash } from "node:crypto";
import { nodeMachine } from "../../machine/node";
import { aboutFiles, refuseEdit, withDigest } from "./edited-files";
import { mergedEnv } from "./merged-env";
import { mergedFiles } from "./three-way";

const present = {
    compose: "services: {}\n", digest: "d".repeat(64),
    env: "W9_ID='blog'\nW9_NETWORK=net\nW9_POWER_PASSWORD=secret-1\nW9_HTTP_PORT_SET=9001\nA=1\n",
};

it("digests the files as a shell does: one after the other", async () => {
    const { digest } = await withDigest(nodeMachine(), { compose: "é: 1\r\n", env: "A=1" });
    expect(digest).toBe(createHash("sha256").update("é: 1\r\nA=1").digest("hex"));
});

it("takes any text that keeps what the installation has set, quotes apart", () => {
    expect(() => refuseEdit({
        compose: "", env: `# mine\n${present.env.replace("'blog'", "blog").replace("A=1", "B=2")}`, base: present.digest,
    }, present)).not.toThrow();
    expect(() => refuseEdit({ compose: "#".repeat(256 * 1024 - 1) }, present)).not.toThrow();
});

it.each([
    ["another id", { env: present.env.replace("blog", "shop") }, "Param.Files.FormatError: .env: W9_ID can't be changed"],
    ["no network and another password", { env: "W9_ID=blog\nW9_POWER_PASSWORD=x\n" },
        "Param.Files.FormatError: .env: W9_NETWORK, W9_POWER_PASSWORD can't be changed"],
    ["a second id that counts", { env: `${present.env}W9_ID=shop\n` }, "Param.Files.FormatError: .env: W9_ID can't be changed"],
    ["too much text", { compose: "é".repeat(128 * 1024) }, "Param.Files.FormatError: docker-compose.yml: 262144 bytes or more"],
    ["NUL", { env: "A=\0" }, "Param.Files.FormatError: .env: a NUL character"],
    ["files that have changed", { compose: "", base: "e".repeat(64) }, `Update.Conflict: files: ${"d".repeat(64)}`],
])("refuses %s", (_what, files, message) => {
    expect(() => refuseEdit(files, present)).toThrow(new Error(message));
});

const about = (detail: string, code: "Container.Command.Error" | "SystemError" = "Container.Command.Error") =>
    aboutFiles({ code, detail }, [present.env, "DB_PASSWORD=new-secret\nKEY=ab\n"]);

it("says which file Compose complains of, and in which line", () => {
    expect(about("yaml: line 3: did not find expected key"))
        .toEqual({ code: "Param.Files.FormatError", detail: "docker-compose.yml: yaml: line 3: did not find expected key" });
    expect(about("failed to read .env: line 2: unexpected character \"+\" in variable name \"new-secret+\"").detail)
        .toBe(".env: line 2: unexpected character \"+\" in variable name ***");
    expect(about("docker-compose.yml: line 2: unexpected end").detail).toBe("docker-compose.yml: line 2: unexpected end");
    expect(about("reads-outside: /etc/passwd", "SystemError").detail).toBe("docker-compose.yml: reads-outside: /etc/passwd");
});

it("quotes no secret of the files, old or new", () => {
    const { detail } = about("services.web.command new-secret, secret-1: invalid\nservices.web has ab");
    expect(detail).toBe("docker-compose.yml: services.web.command ***, ***: invalid\nservices.web has ab");
    expect(about("invalid interpolation format for services.web.environment.TOKEN.\nYou may need to escape.\n${my-own").detail)
        .toBe("docker-compose.yml: invalid interpolation format for services.web.environment.TOKEN. ***");
});

it("leaves other refusals what they are", () => {
    const problem = { code: "Param.Settings.PortInUse", detail: "W9_HTTP_PORT_SET: 80/tcp is used by a program" } as const;
    expect(aboutFiles(problem, [])).toEqual(problem);
});

it("is kept by a later version of the library, and a conflict where that changes the same", () => {
    const [base, mine] = [new Map([["docker-compose.yml", "1"]]), new Map([["docker-compose.yml", "edited"]])];
    expect(mergedFiles(base, mine, base)).toMatchObject({ own: ["docker-compose.yml"], conflicts: [] });
    expect(mergedFiles(base, mine, new Map([["docker-compose.yml", "2"]]))).toMatchObject({ conflicts: ["docker-compose.yml"] });
    expect(mergedEnv("A=1\n", "A=edited\nMINE=1\n", "A=1\nNEW=1\n")).toEqual({ text: "A=edited\nNEW=1\nMINE=1\n", conflicts: [] });
});
