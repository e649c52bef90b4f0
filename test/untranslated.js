// SPDX-License-Identifier: LGPL-2.1-or-later
// Stands for `po:catalogues` in bundles that show no messages: without any translation.

export const untranslated = {
    name: "po:catalogues",
    setup(build) {
        build.onResolve({ filter: /^po:catalogues$/ }, ({ path }) => ({ path, namespace: "po" }));
        build.onLoad({ filter: /.*/, namespace: "po" }, () => ({ contents: "export default {};" }));
    },
};
