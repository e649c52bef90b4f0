// SPDX-License-Identifier: LGPL-2.1-or-later
import { parseConfiguration, sharedNetwork } from "./configuration";

it.each([["apps", "apps"], ["my_net.1", "my_net.1"], [undefined, undefined]])("takes the network %j", (network, expected) => {
    expect(sharedNetwork(parseConfiguration(JSON.stringify({ network }), "/x.json"), "/x.json")).toBe(expected);
});

it.each([
    ["my net"], [""], ["-x"], [7], [null], [["a"]],
])("keeps the libraries where the network is %j, and tells installations of it", network => {
    const configuration = parseConfiguration(JSON.stringify({ libraries: ["/a"], network }), "/x.json");
    expect(configuration.libraries).toEqual(["/a"]);
    expect(() => sharedNetwork(configuration, "/x.json")).toThrow("/x.json: \"network\" is not the name of a Docker network");
});
