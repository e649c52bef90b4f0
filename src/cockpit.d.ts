// SPDX-License-Identifier: LGPL-2.1-or-later
// The part of Cockpit's base1 library (287 and newer) that this project uses. At run time `cockpit` is the global of
// ../base1/cockpit.js; the bundler maps the import to it.

declare module "cockpit" {
    namespace cockpit {
        /** What a failed call rejects with. Not an instance of Error: test for `problem`. */
        interface BasicError {
            /** Cockpit's code: "not-found", "access-denied", "cancelled", … or null, when the peer itself failed. */
            problem: string | null;
            message: string;
        }

        interface ProcessError extends BasicError {
            exit_status: number | null;
            exit_signal: string | null;
        }

        interface HttpError extends BasicError {
            status: number;
            reason: string;
        }

        interface ChannelOptions {
            /** "try" continues as the user if administrative access was not granted; "require" fails with "access-denied". */
            superuser?: "require" | "try";
            host?: string;
        }

        /** Awaited like a promise. Only `.then` and `.catch` also hand over what had come before a failure. */
        interface Pending<T, Failed = T> extends Promise<T> {
            catch<R = never>(
                onrejected?: ((reason: unknown, partial: Failed) => R | PromiseLike<R>) | null
            ): Promise<T | R>;
        }

        interface SpawnOptions extends ChannelOptions {
            /** A folder that is missing rejects with "not-found", as a missing program does. */
            directory?: string;
            /** `NAME=value`, added to the bridge's environment. */
            environ?: string[];
            /** Give it always: the default differs between the bridges. */
            err?: "out" | "ignore" | "message";
            /** A terminal of its own: standard error joins the output; closing it hangs the whole group up. */
            pty?: boolean;
            /** Data are Uint8Array. Without it a byte that is not UTF-8 ends the call with "protocol-error". */
            binary?: boolean;
        }

        interface Spawn<T extends string | Uint8Array = string> extends Pending<T> {
            /** Chunks are cut anywhere, and streamed data is no longer in the result. Return how much was consumed. */
            stream(consume: (data: T) => number | void): void;
            /** Writes to standard input, and closes it unless `more`. */
            input(data: string | Uint8Array | null, more?: boolean): void;
            /** Without a problem it resolves with what came so far. Only the program itself gets SIGTERM. */
            close(problem?: string): void;
        }

        interface FileOptions extends ChannelOptions {
            binary?: boolean;
            /** Bytes; 16 MiB unless told. Larger files reject with "too-large". */
            max_read_size?: number;
            /** Owner and mode of a new file; Cockpit 337 and newer, ignored by older ones. */
            attrs?: { mode?: number, user?: string | number, group?: string | number };
        }

        /** Identifies a version of a file; "-" is a file that isn't there. */
        type Tag = string;

        /** A second operation on the same handle aborts the first. */
        interface File<T extends string | Uint8Array = string> {
            readonly path: string;
            /** A missing file is null. `.then` gets the tag as its second argument; `await` loses it. */
            read(): FileRead<T>;
            /** null deletes. With a tag: fails with "change-conflict" if it is another version, and keeps the mode. */
            replace(content: T | null, expected?: Tag): Promise<Tag>;
            /** Reads and writes again on conflict, so `change` must be pure. */
            modify(change: (old: T | null) => T | null): Promise<T | null>;
            watch(
                changed: (content: T | null, tag: Tag | null, error?: BasicError) => void,
                options?: { read?: boolean }
            ): { remove(): void };
            close(): void;
        }

        interface FileRead<T> extends Promise<T | null> {
            then<R = T | null, F = never>(
                onfulfilled?: ((content: T | null, tag: Tag) => R | PromiseLike<R>) | null,
                onrejected?: ((reason: unknown) => F | PromiseLike<F>) | null
            ): Promise<R | F>;
        }

        interface HttpOptions extends ChannelOptions {
            headers?: Record<string, string>;
            binary?: boolean;
        }

        interface HttpRequest {
            method: string;
            path: string;
            params?: Record<string, string | number | boolean>;
            headers?: Record<string, string>;
            /** The request starts when the body is complete: "" for none. */
            body: string | Uint8Array;
        }

        interface HttpResponse<T extends string | Uint8Array> extends Pending<T, T | undefined> {
            /** Called for a 2xx reply only. */
            response(started: (status: number, headers: Record<string, string>) => void): void;
            stream(consume: (data: T) => number | void): void;
            close(problem?: string): void;
        }

        interface HttpClient<T extends string | Uint8Array = string> {
            request(request: HttpRequest): HttpResponse<T>;
            close(problem?: string): void;
        }

        interface StreamChannelOptions extends ChannelOptions {
            payload: "stream";
            unix?: string;
            spawn?: string[];
            directory?: string;
            environ?: string[];
            err?: "out" | "ignore" | "message";
            binary?: boolean;
        }

        /** Tells when the path changes: lines of JSON with `path` and `tag`. It watches once it is "ready". */
        interface WatchChannelOptions extends ChannelOptions {
            payload: "fswatch1";
            path: string;
        }

        interface ChannelControl {
            command: string;
            problem?: string;
            message?: string;
            "exit-status"?: number;
            "exit-signal"?: string;
            [option: string]: unknown;
        }

        interface ChannelEvents<T> {
            message: (event: CustomEvent, data: T) => void;
            control: (event: CustomEvent, options: ChannelControl) => void;
            ready: (event: CustomEvent, options: ChannelControl) => void;
            close: (event: CustomEvent, options: ChannelControl) => void;
        }

        interface Channel<T extends string | Uint8Array = string> {
            readonly id: string | null;
            readonly valid: boolean;
            readonly binary: boolean;
            /** Queued until the connection is there. */
            send(data: T): void;
            control(message: { command: string, [option: string]: unknown }): void;
            /** Calls the "close" handlers before it returns. */
            close(problem?: string): void;
            addEventListener<K extends keyof ChannelEvents<T>>(type: K, handler: ChannelEvents<T>[K]): void;
            removeEventListener<K extends keyof ChannelEvents<T>>(type: K, handler: ChannelEvents<T>[K]): void;
        }

        interface DBusOptions extends ChannelOptions {
            bus?: "system" | "session" | "internal" | "none";
            address?: string;
            track?: boolean;
        }

        type DBusChanged = (event: CustomEvent, data: Record<string, unknown>) => void;

        /** Properties of the object appear as members; they are what the peer sent, so unknown until checked. */
        interface DBusProxy {
            readonly valid: boolean;
            readonly path: string;
            readonly iface: string;
            wait(): Promise<void>;
            call(method: string, args?: unknown[]): Promise<unknown[]>;
            addEventListener(type: "changed", handler: DBusChanged): void;
            removeEventListener(type: "changed", handler: DBusChanged): void;
            readonly [property: string]: unknown;
        }

        interface DBusClient {
            wait(): Promise<void>;
            proxy(iface?: string, path?: string): DBusProxy;
            call(path: string, iface: string, method: string, args?: unknown[]): Promise<unknown[]>;
            subscribe(
                match: { path?: string, interface?: string, member?: string },
                heard: (path: string, iface: string, signal: string, args: unknown[]) => void
            ): { remove(): void };
            close(problem?: string): void;
            addEventListener(type: "close", handler: (event: CustomEvent, options: ChannelControl) => void): void;
        }

        type LocationOptions = Record<string, string | string[]>;

        /** A snapshot: `go` of one that is no longer current does nothing, so read `cockpit.location` afresh. */
        interface Location {
            readonly href: string;
            readonly path: string[];
            readonly options: LocationOptions;
            go(path: string | string[], options?: LocationOptions): void;
            replace(path: string | string[], options?: LocationOptions): void;
            encode(path: string | string[], options?: LocationOptions, withRoot?: boolean): string;
        }

        interface User {
            id: number;
            name: string;
            full_name: string;
            groups: string[];
            home: string;
            shell: string;
        }

        type FormatArgument = string | number | bigint;
    }

    interface Cockpit {
        gettext(message: string): string;
        gettext(context: string, message: string): string;
        ngettext(singular: string, plural: string, count: number): string;
        ngettext(context: string, singular: string, plural: string, count: number): string;
        /** `$0`, `$1`, … or `$name`. */
        format(template: string, ...args: cockpit.FormatArgument[]): string;
        format(template: string, args: cockpit.FormatArgument[] | Record<string, cockpit.FormatArgument>): string;
        format_bytes(bytes: number | null | undefined): string;
        format_bytes_per_sec(bytes: number | null | undefined): string;
        format_number(value: number | null | undefined): string;
        /** Adds a catalogue; po.js calls it. */
        locale(catalogue: Record<string, unknown>): void;
        /** "en", "de", "pt_BR": for Intl the underscore must become a hyphen. */
        readonly language: string;
        readonly language_direction: "ltr" | "rtl";
        message(problem: string | { problem?: string | null, message?: string }): string;

        spawn(argv: string[], options: cockpit.SpawnOptions & { binary: true }): cockpit.Spawn<Uint8Array>;
        spawn(argv: string[], options?: cockpit.SpawnOptions & { binary?: false }): cockpit.Spawn;
        file(path: string, options: cockpit.FileOptions & { binary: true }): cockpit.File<Uint8Array>;
        file(path: string, options?: cockpit.FileOptions & { binary?: false }): cockpit.File;
        http(endpoint: string, options: cockpit.HttpOptions & { binary: true }): cockpit.HttpClient<Uint8Array>;
        http(endpoint: string, options?: cockpit.HttpOptions & { binary?: false }): cockpit.HttpClient;
        channel(options: cockpit.StreamChannelOptions & { binary: true }): cockpit.Channel<Uint8Array>;
        channel(options: cockpit.StreamChannelOptions & { binary?: false }): cockpit.Channel;
        channel(options: cockpit.WatchChannelOptions): cockpit.Channel;
        /** null is the bridge itself, with `bus: "internal"`. */
        dbus(name: string | null, options?: cockpit.DBusOptions): cockpit.DBusClient;
        user(): Promise<cockpit.User>;

        readonly location: cockpit.Location;
        /** To another page of the shell: "/system/services#/docker.service". */
        jump(path: string | string[], host?: string): void;
        /** Whether another page of the shell is in front. */
        readonly hidden: boolean;
        addEventListener(type: "locationchanged" | "visibilitychange", handler: () => void): void;
        removeEventListener(type: "locationchanged" | "visibilitychange", handler: () => void): void;

        /** Manifests of all packages, by name: outside data, to be parsed. */
        readonly manifests: Record<string, unknown>;
        readonly transport: {
            /** Calls back once the connection is there; at once if it already is. */
            wait(ready: (transport: unknown) => void): void;
            close(problem?: string): void;
            /** `notify` with `page_status` tells the shell how the page is, see Cockpit's pkg/lib/notifications.js. */
            control(command: string, options: object): void;
            readonly host: string;
            readonly origin: string;
            readonly csrf_token: string;
            /** The address of the session's socket, with this at its end: "wss://server:9090/cockpit/…". */
            uri(suffix?: string): string;
        };
    }

    const cockpit: Cockpit;
    export default cockpit;
}
