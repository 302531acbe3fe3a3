import { AGGREGATOR } from './aggregator.ts';
import { SBERBANK } from './sberbank.ts';
import { SONATA_JOURNAL } from './sonata-journal.ts';
import type { TableLayout } from './table-layout.ts';
import { TOCHKA } from './tochka.ts';
import { YOOKASSA_PAYMENTS, YOOKASSA_REFUNDS } from './yookassa.ts';

/** Layouts that are known without a mapping. */
export const LAYOUTS: readonly TableLayout[] = [SBERBANK, TOCHKA, YOOKASSA_PAYMENTS, YOOKASSA_REFUNDS, AGGREGATOR, SONATA_JOURNAL];
