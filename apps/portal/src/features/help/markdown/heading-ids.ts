/** Anchors as GitHub makes them: letters of any alphabet, numbers, hyphens; a second one of a name is numbered. */
export class HeadingIds {
  private readonly seen = new Map<string, number>();

  next(text: string): string {
    const id = text
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = this.seen.get(id) ?? 0;
    this.seen.set(id, times + 1);
    return times === 0 ? id : `${id}-${times}`;
  }
}
