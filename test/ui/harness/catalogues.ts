// SPDX-License-Identifier: LGPL-2.1-or-later
/** In place of the interface's messages in other languages: without any. */
export default {};
