// SPDX-License-Identifier: LGPL-2.1-or-later
import { addressed } from "./apps/address";
import { hostNameOf } from "./host-name";

const access = { port: 9001, url: "http://$host:9001", admin_url: "http://$host:9001/admin", user_name: "", password: "" };

test.each([
    // Cockpit's name of the host, the browser's address, the host's own address, an app's address
    ["localhost", "server.example", "10.0.0.5", "http://server.example:9001"],
    ["localhost", "10.0.0.5", "10.0.0.5", "http://10.0.0.5:9001"],
    ["localhost", "[2001:db8::5]", "10.0.0.5", "http://[2001:db8::5]:9001"],
    // A host of the switcher
    ["second", "server.example", "10.0.0.6", "http://second:9001"],
    ["admin@second:2222", "server.example", "10.0.0.6", "http://second:9001"],
    ["admin@10.0.0.6", "server.example", "10.0.0.6", "http://10.0.0.6:9001"],
    ["2001:db8::6", "server.example", "10.0.0.6", "http://[2001:db8::6]:9001"],
    ["admin@[2001:db8::6]:22", "server.example", "10.0.0.6", "http://[2001:db8::6]:9001"],
    ["second", "localhost", "10.0.0.6", "http://second:9001"],
    // One behind a forwarded port
    ["admin@127.0.0.1:2222", "server.example", "10.0.0.7", "http://10.0.0.7:9001"],
    // An SSH tunnel, Cockpit Client
    ["localhost", "localhost", "10.0.0.5", "http://10.0.0.5:9001"],
    ["localhost", "127.0.0.1", "10.0.0.5", "http://10.0.0.5:9001"],
    ["localhost", "127.8.0.1", "10.0.0.5", "http://10.0.0.5:9001"],
    ["localhost", "[::1]", "10.0.0.5", "http://10.0.0.5:9001"],
    ["localhost", "cockpit.localhost", "10.0.0.5", "http://10.0.0.5:9001"],
    ["localhost", "", "10.0.0.5", "http://10.0.0.5:9001"],
    // Names that only look alike
    ["localhost", "127.example.org", "10.0.0.5", "http://127.example.org:9001"],
    ["localhost", "localhost.example", "10.0.0.5", "http://localhost.example:9001"],
    // A host without a network
    ["localhost", "localhost", "", "http://localhost:9001"],
    ["localhost", "[::1]", "", "http://[::1]:9001"],
    ["localhost", "", "", "http://localhost:9001"],
])("managed as %j by a browser at %j, with address %j: %s", async (managed, browser, own, url) => {
    const name = await hostNameOf(managed, browser, () => Promise.resolve(own));
    expect(addressed(access, name)).toMatchObject({ url, admin_url: `${url}/admin` });
});

it("asks the host for its address only where the browser's says nothing", async () => {
    const own = jest.fn(() => Promise.resolve("10.0.0.5"));
    await hostNameOf("localhost", "server.example", own);
    await hostNameOf("second", "localhost", own);
    expect(own).not.toHaveBeenCalled();
});
