// SPDX-License-Identifier: LGPL-2.1-or-later
/** What is measured within the appliance: a command with its arguments in, JSON out. */
import { measureChange } from "./change";
import { countLists, countRounds } from "./counted";
import { measureCold, measureCommand, measureWarm } from "./doors";
import { growFleet } from "./fleet";
import { mostRunning } from "./fleet-name";
import { measureHundred } from "./hundred";
import { measureInstall } from "./install";
import { growLibrary } from "./library";
import { countProcesses, measureComposePs, measureList } from "./list";

async function main([command = "", ...args]: string[]): Promise<unknown> {
    const [first = 0, second = 0] = args.map(Number);
    switch (command) {
        case "grow": return growFleet(first, second);
        case "library": return growLibrary(first);
        case "list": return measureList(first, second, Math.min(second, mostRunning));
        case "processes": return countProcesses(first, second, Math.min(second, mostRunning));
        case "compose-ps": return measureComposePs(first, second);
        case "command": return measureCommand(first, second);
        case "http-warm": return measureWarm(first, second);
        case "http-cold": return measureCold(first, second);
        case "install": return measureInstall(first, args[1] ?? "", args[2] ?? "");
        case "change": return measureChange(first, args[1] ?? "", args[2] ?? "", args[3] ?? "");
        case "rounds": return countRounds(args[0] ?? "", args[1] ?? "");
        case "lists": return countLists();
        case "hundred": return measureHundred(first, second, args[2] ?? "");
        default: throw new Error(`no such command: ${command}`);
    }
}

console.log(JSON.stringify(await main(process.argv.slice(2)) ?? null));
process.exit(0);
