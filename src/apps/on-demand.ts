// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * All that installing or changing an app takes, loaded when that is asked for. One part: each further one would cut what is
 * loaded at first into smaller pieces, which compress worse.
 */
export { readAppFiles } from "./change/edited-files";
export { confirmApp, goOn, rollbackApp } from "./change/rollback";
export { previewUpdate, returnTo, updateApp } from "./change/update";
export { installApp } from "./install/install";
export { checkInstall } from "./install/preflight";
export { reviseInstall } from "./install/revise";
