import type { ReadLimits } from '../limits.ts';
import { CELL, type RawRow } from '../table/raw-row.ts';
import type { XmlListener } from '../xml/xml-scan.ts';

export class TooManyCells extends Error {}

const A = 65;

/** Column of a reference such as `AB12`, from 0; -1 where there is none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - A;
    if (letter < 0 || letter > 25) break;
    column = column * 26 + letter + 1;
  }
  return column - 1;
}

/** Collects the rows of a sheet as its XML passes. What a formula says is not looked at, only the value that was kept with it. */
export class SheetRows implements XmlListener {
  private rows: RawRow[] = [];
  private number = 0;
  private cells: string[] = [];
  private kinds: number[] = [];
  private column = -1;
  private type = '';
  private value = '';
  private inValue = false;
  private count = 0;

  constructor(
    private readonly shared: readonly string[],
    private readonly limits: Pick<ReadLimits, 'maxCells' | 'maxColumns' | 'maxLineChars'>,
  ) {}

  /** The rows that were completed since the last call. */
  take(): RawRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.inValue = true;
    else if (name === 'row') {
      const number = Number(attributes['r']);
      this.number = Number.isInteger(number) && number > this.number ? number : this.number + 1;
      this.cells = [];
      this.kinds = [];
      this.column = -1;
    }
  }

  text(text: string): void {
    if (!this.inValue) return;
    this.value += text;
    if (this.value.length > this.limits.maxLineChars) throw new TooManyCells();
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.rows.push({ number: this.number, cells: this.cells, kinds: this.kinds, problem: null });
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const named = columnOf(attributes['r'] ?? '');
    this.column = named > this.column ? named : this.column + 1;
    this.type = attributes['t'] ?? 'n';
    this.value = '';
    this.count += 1;
    if (this.count > this.limits.maxCells) throw new TooManyCells();
  }

  private closeCell(): void {
    // Columns beyond the limit hold nothing that a table of operations has.
    if (this.value === '' || this.column >= this.limits.maxColumns) return;
    while (this.cells.length < this.column) {
      this.cells.push('');
      this.kinds.push(CELL.text);
    }
    this.cells.push(this.type === 's' ? (this.shared[Number(this.value)] ?? '') : this.value);
    this.kinds.push(kindOf(this.type));
  }
}

function kindOf(type: string): number {
  if (type === 'n') return CELL.number;
  if (type === 'b') return CELL.boolean;
  return type === 'e' ? CELL.error : CELL.text;
}
