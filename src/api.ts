// SPDX-License-Identifier: LGPL-2.1-or-later
/** The interface for other Cockpit pages: the global `appmanage` of ../appmanage/api.js. */
import catalogues from "po:catalogues";

export const languages = Object.keys(catalogues);
