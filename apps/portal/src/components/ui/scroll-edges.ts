export interface Edges {
  /** Something that can be read is out of sight on this end. */
  readonly before: boolean;
  readonly after: boolean;
  /** It can be moved at all, be it by a pixel: then the keyboard has to reach it. */
  readonly moves: boolean;
}

/** Fractions of a pixel at the ends are no content that is hidden. */
const SLACK_PX = 2;

export const edgesOf = ({ scrollLeft, scrollWidth, clientWidth }: Pick<HTMLElement, 'scrollLeft' | 'scrollWidth' | 'clientWidth'>): Edges => ({
  before: scrollLeft > SLACK_PX,
  after: scrollLeft + clientWidth < scrollWidth - SLACK_PX,
  moves: scrollWidth > clientWidth,
});
