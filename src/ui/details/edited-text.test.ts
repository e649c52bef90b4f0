// SPDX-License-Identifier: LGPL-2.1-or-later
import { faultIn, lineRange, savedText, shownText } from "./edited-text";

it("keeps a file's line ends through a text area", () => {
    const dos = "A=1\r\nB=2\r\n";
    expect(shownText(dos)).toBe("A=1\nB=2\n");
    expect(savedText(`${shownText(dos)}C=3\n`, dos)).toBe("A=1\r\nB=2\r\nC=3\r\n");
    expect(savedText("A=1\n", "B=1\n")).toBe("A=1\n");
});

it("finds the file and the line that an error is about", () => {
    const error = (Code: "Param.Files.FormatError" | "Param.Settings.FormatError" | "Container.CommandError", Detail: string) =>
        faultIn({ Code, Message: "", Detail });
    expect(error("Param.Files.FormatError", "docker-compose.yml: yaml: line 3: mapping values are not allowed"))
        .toEqual({ file: "compose", words: "yaml: line 3: mapping values are not allowed", line: 3 });
    expect(error("Param.Files.FormatError", ".env: W9_ID can't be changed"))
        .toEqual({ file: "env", words: "W9_ID can't be changed", line: undefined });
    expect(error("Param.Settings.FormatError", "W9_HTTP_PORT_SET")?.file).toBe("env");
    expect(error("Param.Files.FormatError", "files are of version 1.0: update first")).toBeUndefined();
    expect(error("Container.CommandError", ".env: line 1")).toBeUndefined();
});

it("finds a line, and the end where there are fewer", () => {
    expect(lineRange("a\nbc\nd", 2)).toEqual([2, 4]);
    expect(lineRange("a\nbc\nd", 3)).toEqual([5, 6]);
    expect(lineRange("a\n", 9)).toEqual([2, 2]);
});
