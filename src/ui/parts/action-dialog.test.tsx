// SPDX-License-Identifier: LGPL-2.1-or-later
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ActionDialog } from "./action-dialog";

const act = jest.fn();
const close = jest.fn();

function dialog(parts: { busy: boolean, isDisabled?: boolean }) {
    return (
        <ActionDialog id="greet" title="Greet" action="Say it" act={act} close={close} {...parts}>
            <input aria-label="Whom" disabled={parts.busy} />
        </ActionDialog>
    );
}

const button = () => screen.getByRole("button", { name: /Say it$/ });

beforeEach(() => {
    act.mockClear();
    close.mockClear();
});

it("acts by its button and by Enter", async () => {
    render(dialog({ busy: false }));
    await userEvent.click(button());
    await userEvent.type(screen.getByLabelText("Whom"), "{Enter}");
    expect(act).toHaveBeenCalledTimes(2);
});

it("does nothing by Enter where the button does nothing", async () => {
    render(dialog({ busy: false, isDisabled: true }));
    expect(button()).toBeDisabled();
    await userEvent.type(screen.getByLabelText("Whom"), "{Enter}");
    expect(act).not.toHaveBeenCalled();
});

it("is asked once, and is not left, while it works; its button keeps the focus", async () => {
    const { rerender } = render(dialog({ busy: false }));
    await userEvent.click(button());
    rerender(dialog({ busy: true, isDisabled: true }));
    expect(button()).toHaveFocus();
    expect(button()).toHaveAttribute("aria-disabled", "true");
    await userEvent.keyboard("{Enter}{Escape}");
    expect(act).toHaveBeenCalledTimes(1);
    expect(close).not.toHaveBeenCalled();
});

it("goes back to the field that was disabled while it worked", async () => {
    const { rerender } = render(dialog({ busy: false }));
    const field = screen.getByLabelText("Whom");
    await userEvent.click(field);
    // As a browser does with what becomes disabled; jsdom leaves the focus there.
    field.blur();
    rerender(dialog({ busy: true }));
    expect(document.body).toHaveFocus();
    rerender(dialog({ busy: false }));
    expect(field).toHaveFocus();
});
