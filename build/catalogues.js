// SPDX-License-Identifier: LGPL-2.1-or-later
// Stands for `po:catalogues` under jest: jest-catalogues.js puts the translations of po/ in its place.
