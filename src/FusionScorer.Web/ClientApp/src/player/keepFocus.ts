/** For `onMouseDown`: a button pressed by mouse takes no focus, so that the space key still plays and does not press it again. */
export const keepFocus = (event: MouseEvent): void => { event.preventDefault(); };
