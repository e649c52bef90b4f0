// SPDX-License-Identifier: LGPL-2.1-or-later
// Style sheets have no meaning under jest.
export default {};
