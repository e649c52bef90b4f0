// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * How far a pull is, read from what `docker compose pull` prints.
 *
 * What dockerd does not tell, this does not invent: a layer's size is known only when its download begins, and three
 * layers are downloaded at a time, so of a big image `total` still grows until the last layer has begun; until then
 * there is no per cent.
 *
 * When a download breaks off, dockerd resumes it and counts from 0 to what is left (` <id> Downloading
 * 163.8kB/14.99MB` of a layer of 20.98MB). When compose is killed, dockerd 26 with overlay2 throws away all of an
 * unfinished image, even layers that were "Pull complete", and the next run begins them again; what is shown waits
 * until they have caught up. When dockerd itself ends or is killed, those stay, and containerd's image store keeps
 * every byte.
 */
import { paceOf, type Pace, type PaceSample } from "./pace";
import { readPullLine, type LayerLine, type ServiceLine } from "./pull-line";

export interface Progress {
    /** Bytes of layers that have arrived. Never goes backwards. */
    done: number;
    /** Bytes of all layers whose size is known by now. */
    total: number;
    /** All sizes are known, so `total` is final and a per cent makes sense: done/total, which never goes backwards. */
    complete: boolean;
    /** Layers that are there, of those known by name. */
    layersDone: number;
    layers: number;
}

export interface ProgressReader {
    /** The next piece of the log, cut anywhere. */
    add(text: string): void;
    progress(): Progress;
    /** By the log's clock lines, so the same for every reader; undefined without them. */
    pace(): Pace | undefined;
}

interface Layer {
    size: number;
    sized: boolean;
    /** The most bytes that were ever there, which is what is shown. */
    most: number;
    /** Bytes of the present run. */
    now: number;
    there: boolean;
    /** Work of the present run that is not finished. */
    open: boolean;
}

/** `listed`: its layers are known. */
type Service = { is: "pulling" | "pulled" | "failed", listed: boolean };

const mostLayers = 5000;
const mostServices = 1000;
const longestLine = 16384;

export function pullReader(): ProgressReader {
    const layers = new Map<string, Layer>();
    const services = new Map<string, Service>();
    const sum = { most: 0, size: 0, left: 0, received: 0, there: 0, unsized: 0, open: 0 };
    const pulls = { pulling: 0, unlisted: 0, pulled: 0, failed: 0, byService: false };
    let samples: PaceSample[] = [];
    let best = 0;
    let rest = "";
    let last = "";
    let skipping = false;

    function count(layer: Layer, sign: 1 | -1) {
        sum.most += sign * layer.most;
        sum.size += sign * layer.size;
        sum.left += sign * (layer.open ? layer.size - layer.now : 0);
        sum.there += sign * Number(layer.there);
        sum.unsized += sign * Number(!layer.sized);
        sum.open += sign * Number(layer.open);
    }

    function change(layer: Layer, next: Partial<Layer>) {
        sum.received += Math.max(0, (next.now ?? layer.now) - layer.now);
        count(layer, -1);
        Object.assign(layer, next);
        layer.size = Math.max(layer.size, layer.now, layer.most);
        layer.most = Math.max(layer.most, layer.now);
        count(layer, 1);
    }

    function layerOf(id: string): Layer | undefined {
        const known = layers.get(id);
        if (known || layers.size >= mostLayers)
            return known;
        const layer = { size: 0, sized: false, most: 0, now: 0, there: false, open: false };
        layers.set(id, layer);
        count(layer, 1);
        return layer;
    }

    function onLayer({ id, step, current, total, image }: LayerLine) {
        const service = image === undefined ? undefined : services.get(image);
        if (service) {
            pulls.byService = true;
            pulls.unlisted -= Number(service.is === "pulling" && !service.listed);
            service.listed = true;
        }
        const layer = layerOf(id);
        if (!layer)
            return;
        switch (step) {
        case "listed":
            return change(layer, { open: true });
        case "downloading": {
            // A second total that is smaller is what was left when the download was taken up again.
            const size = Math.max(layer.size, total ?? 0);
            const now = current === undefined ? 0 : size - (total ?? size) + current;
            const sized = layer.sized || total !== undefined;
            return change(layer, { open: true, size, sized, now: Math.max(layer.now, now) });
        }
        case "extracting":
        case "downloaded": {
            const size = Math.max(layer.size, total ?? 0);
            return change(layer, { open: true, size, sized: true, now: size });
        }
        case "there":
            return change(layer, { open: false, sized: true, there: true, now: layer.size });
        }
    }

    function onService({ name, state }: ServiceLine) {
        const service = services.get(name);
        if (state === "pulling") {
            if (service || services.size >= mostServices)
                return;
            services.set(name, { is: "pulling", listed: false });
            pulls.pulling += 1;
            pulls.unlisted += 1;
        } else if (service?.is === "pulling") {
            pulls.pulling -= 1;
            pulls.unlisted -= Number(!service.listed);
            service.is = state;
            pulls[state] += 1;
            if (pulls.pulling === 0 && pulls.failed === 0)
                finish();
        }
    }

    /** All images are there: so are layers whose last line is missing, and of an earlier run's nothing more comes. */
    function finish() {
        for (const layer of layers.values()) {
            if (layer.open)
                change(layer, { open: false, sized: true, there: true, now: layer.size });
            else if (!layer.there)
                change(layer, { sized: true, there: true, size: layer.most, now: layer.most });
        }
        samples = [];
    }

    function onRun() {
        services.clear();
        Object.assign(pulls, { pulling: 0, unlisted: 0, pulled: 0, failed: 0, byService: false });
        for (const layer of layers.values())
            change(layer, { open: false, now: 0 });
        samples = [];
    }

    function onClock(time: number) {
        const last = samples.at(-1);
        if (last && time <= last.time)
            samples = [];
        samples.push({ time, bytes: sum.received });
        if (samples.length > 60)
            samples.shift();
    }

    function isKnown(): boolean {
        if (layers.size === 0 || sum.unsized > 0)
            return false;
        if (pulls.pulling === 0)
            return pulls.failed === 0 && (pulls.pulled > 0 || sum.open > 0);
        // Where all known layers are there, but not their images, one may not have told its layers yet.
        if (sum.open === 0 && best < 1)
            return false;
        return pulls.byService ? pulls.unlisted === 0 : layers.size >= services.size;
    }

    // Without parent_id it is unknown which layers belong to which image. An image that is listed late makes `total`
    // grow: then there is no per cent until it is back where it was.
    function isComplete(): boolean {
        return isKnown() && ratio() >= best;
    }

    function ratio(): number {
        return sum.size > 0 ? sum.most / sum.size : 0;
    }

    function onLine(text: string) {
        // Each line of a layer that two images share comes twice.
        if (text === last)
            return;
        last = text;
        const line = readPullLine(text);
        switch (line?.is) {
        case undefined: return;
        case "run": onRun(); break;
        case "clock": onClock(line.time); break;
        case "service": onService(line); break;
        case "layer": onLayer(line); break;
        }
        if (isComplete())
            best = ratio();
    }

    return {
        add(text) {
            const lines = (rest + text).split(/[\r\n]/);
            rest = lines.pop() ?? "";
            for (const line of lines) {
                if (!skipping && line.length <= longestLine)
                    onLine(line);
                skipping = false;
            }
            if (rest.length > longestLine) {
                rest = "";
                skipping = true;
            }
        },
        progress: () => ({
            done: sum.most,
            total: sum.size,
            complete: isComplete(),
            layersDone: sum.there,
            layers: layers.size,
        }),
        pace: () => paceOf(samples, isKnown() ? sum.left : undefined),
    };
}
