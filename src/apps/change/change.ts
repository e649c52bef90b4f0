// SPDX-License-Identifier: LGPL-2.1-or-later
/** All that changing an app takes, in one part of the page: it comes when it is asked for. */
export { confirmApp, goOn, rollbackApp } from "./rollback";
export { previewUpdate, updateApp } from "./update";
