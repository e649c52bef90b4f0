// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { AddedPlace, PlaceRequest, PlaceState } from "./place";

export async function listPlaces(context: Context): Promise<PlaceState[]> {
    throw new OperationError("SystemError", context.user);
}
export async function addPlace(context: Context, request: PlaceRequest): Promise<AddedPlace> {
    throw new OperationError("SystemError", context.user + request.place);
}
export async function removePlace(context: Context, place: string): Promise<void> {
    throw new OperationError("SystemError", context.user + place);
}
/** Folder of the place of that name, or of the only one. Throws `Param.Place.NotExis`. */
export async function placeFolder(context: Context, place: string | undefined): Promise<string> {
    throw new OperationError("Param.Place.NotExis", context.user + (place ?? ""));
}
