// SPDX-License-Identifier: LGPL-2.1-or-later
import { finishedIn } from "./layers";

const plain = `--- run 2026-11-27T06:03:00Z
 aaaaaaaaaaaa Pull complete
--- run 2026-11-27T06:03:01Z
 db Pulling
 3fc4d88ddbf4 Pulling fs layer
 71c098c09878 Downloading [==>   ]  536.6kB/64.82MB
 3fc4d88ddbf4 Download complete
 3fc4d88ddbf4 Pull complete
 3fc4d88ddbf4 Pull complete
 76a12647ddef Pull complete
`;
const json = `--- run 2026-11-27T06:03:00Z
{"id":"aaaaaaaaaaaa","parent_id":"db","text":"Pull complete","percent":100}
--- run 2026-11-27T06:03:01Z
{"id":"db","text":"Pulling"}
{"id":"3fc4d88ddbf4","parent_id":"db","text":"Pulling fs layer"}
{"id":"71c098c09878","parent_id":"db","text":"Downloading","status":"[>  ]  536.6kB/64.82MB","current":536576,"total":64819400}
{"id":"3fc4d88ddbf4","parent_id":"db","text":"Download complete","percent":100}
{"id":"3fc4d88ddbf4","parent_id":"db","text":"Pull complete","percent":100}
{"id":"3fc4d88ddbf4","parent_id":"web","text":"Pull complete","percent":100}
{"id":"76a12647ddef","parent_id":"db","text":"Pull complete","percent":100}
`;

test.each([["plain", plain], ["json", json]])("finds the finished layers of the latest run in %s progress", (_, log) => {
    expect(finishedIn(log)).toEqual(["3fc4d88ddbf4", "76a12647ddef"]);
});
