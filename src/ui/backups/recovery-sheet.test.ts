// SPDX-License-Identifier: LGPL-2.1-or-later
import type { PlaceKind } from "../../apps/backup/place";
import { recoverySheet } from "./recovery-sheet";

it.each<[PlaceKind, string, string]>([
    ["local", "/mnt/usb", "/mnt/usb"],
    ["local", "/mnt/it's", "/mnt/it'\\''s"],
    ["sftp", "sftp://u@nas:2222/srv/b", "sftp://u@nas:2222//srv/b"],
    ["sftp", "sftp://u@nas//srv/b", "sftp://u@nas//srv/b"],
    ["sftp", "sftp://u@nas/~/b", "sftp://u@nas/b"],
    ["rest", "https://nas:8000/b", "rest:https://nas:8000/b"],
    ["s3", "https://s3.example/bucket", "s3:https://s3.example/bucket"],
])("names a repository of kind %s as restic does: %s", (kind, location, repository) => {
    const sheet = recoverySheet({ place: "nas", kind, location, password: "x" });
    expect(sheet).toContain(`restic -r '${repository}' snapshots\n`);
    expect(sheet).toContain(`Location: ${location}\n`);
});

it("has the password, and no secrets beside it", () => {
    const sheet = recoverySheet({ place: "nas", kind: "s3", location: "https://s3.example/b", password: "abc-def" });
    expect(sheet).toContain("Password: abc-def\n");
    expect(sheet).toContain("Credentials for that location are not on this sheet.");
});
