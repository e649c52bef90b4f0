// SPDX-License-Identifier: LGPL-2.1-or-later
/** Worked out when the program is built, see build/evaluated.js. */
import { operationCommands } from "./commands";

export default operationCommands();
