#!/usr/bin/node
// SPDX-License-Identifier: LGPL-2.1-or-later
/** appmanage: the command line. */
import { localContext, loginName } from "../host";
import { runCommandLine } from "./program";
import { processTerminal } from "./terminal";

// The reader of a pipe has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => { process.exit(error.code === "EPIPE" ? 0 : 1); });

runCommandLine(process.argv.slice(2), processTerminal(), () => localContext(loginName()))
    .then(code => process.exit(code), (error: unknown) => {
        process.stderr.write(`appmanage: ${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
    });
