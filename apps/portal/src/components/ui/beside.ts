export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Wish {
  readonly side: 'top' | 'bottom';
  readonly align: 'start' | 'end';
}

/** Where a panel goes, px of the window; `top` or `bottom` is the edge that stays when the panel grows. */
export type Place = { readonly left: number; readonly maxHeight: number } & ({ readonly top: number } | { readonly bottom: number });

/** Between a panel and what opened it, px. */
const GAP = 6;
/** Between a panel and the window's edge, px. */
const EDGE = 12;

/** A panel above or below what opened it, inside the window: on the other side where only that one has the room. */
export function beside(opener: Box, panel: Size, view: Size, { side, align }: Wish): Place {
  const room = { top: opener.top - GAP - EDGE, bottom: view.height - opener.bottom - GAP - EDGE };
  const other = side === 'top' ? 'bottom' : 'top';
  const taken = room[side] < panel.height && room[other] > room[side] ? other : side;
  const wanted = align === 'start' ? opener.left : opener.right - panel.width;
  const left = Math.max(EDGE, Math.min(wanted, view.width - EDGE - panel.width));
  const maxHeight = Math.max(0, room[taken]);
  return taken === 'top' ? { left, maxHeight, bottom: view.height - opener.top + GAP } : { left, maxHeight, top: opener.bottom + GAP };
}
