// SPDX-License-Identifier: LGPL-2.1-or-later
import { formPlaceOf } from "./field-error";

it.each([
    ["Param.CustomerAppName.Repeat", "name"],
    ["Param.CustomerAppName.Wait", "name"],
    ["Param.AppVersion.NotExis", "version"],
    ["Param.Settings.PortInUse", "settings"],
    ["Param.AppName.NotExis", "form"],
    ["Requirement.NotEnough", "form"],
    ["Container.Command.Error", "form"],
    ["SystemError", "form"],
])("%s belongs to the %s", (code, place) => {
    expect(formPlaceOf(code)).toBe(place);
});
