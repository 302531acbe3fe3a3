import type { TableColumn } from '@/features/lists/table-row.tsx';
import { directionOf, pressed, sortInAddress, SORTS, type Sort } from './payment-sort.ts';

/** The columns, those that can with their place in the list's order. */
export const sortedColumns = <Row>(
  columns: readonly TableColumn<Row>[],
  chosen: Sort | null,
  change: (sort: Sort | null) => void,
): TableColumn<Row>[] =>
  columns.map((column) => {
    const sort = chosen ?? SORTS[0];
    const [direction, next] = [directionOf(column.key, sort), pressed(column.key, sort)];
    return direction === null || next === null ? column : { ...column, sort: { direction, press: () => change(sortInAddress(next)) } };
  });
