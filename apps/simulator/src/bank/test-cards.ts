import type { Random } from '@payport/domain';
import { pick } from './chance.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** A card that a simulated guest carries. Only the truncated number exists. */
export interface TestCard {
  readonly brand: string;
  /** Name that the terminal prints and puts into line 5 of `e`. */
  readonly name: string;
  readonly aid: string;
  readonly mask: string;
  readonly expiry: string;
  /** Card of the acquirer itself: line 6 of `e`. */
  readonly ownCard: boolean;
  /** 40 hex digits in place of the SHA-1 of the card number; made up, since no number exists. */
  readonly hash: string;
}

export const TEST_CARDS: readonly [TestCard, ...TestCard[]] = [
  {
    brand: 'mir',
    name: 'MIR',
    aid: 'A0000006581010',
    mask: '220070******0184',
    expiry: '11/29',
    ownCard: false,
    hash: '3A41D6C0B2F75E19884C0D7A6E51F3902BC8E7D4',
  },
  {
    brand: 'mir-own',
    name: 'MIR',
    aid: 'A0000006581010',
    mask: '220220******4471',
    expiry: '03/30',
    ownCard: true,
    hash: '71C9A05F3E8D24B6690FAE1288D3C5471B0E96F2',
  },
  {
    brand: 'visa',
    name: 'Visa',
    aid: 'A0000000031010',
    mask: '427644******8943',
    expiry: '07/28',
    ownCard: true,
    hash: '113590E050AA564881B68D00ACAFBDC0161623D6',
  },
  {
    brand: 'mastercard',
    name: 'MasterCard',
    aid: 'A0000000041010',
    mask: '546999******4617',
    expiry: '12/28',
    ownCard: true,
    hash: '5DC51BB11DD3BA80F86EBDE97C140EA2A5A28148',
  },
  {
    brand: 'unionpay',
    name: 'UnionPay',
    aid: 'A000000333010101',
    mask: '625904******2206',
    expiry: '05/29',
    ownCard: false,
    hash: 'E2077B46C19D5A3380F16C4B9ED2A8755C13F0BD',
  },
];

export const CARD_BRANDS = TEST_CARDS.map(({ brand }) => brand);

/** The card of that brand, or any card when none is named. */
export const cardFor = (brand: string | null, random: Random): TestCard =>
  TEST_CARDS.find((card) => card.brand === brand) ?? pick(TEST_CARDS, random);

/** The card of an operation; one that history brought in has no more than its mask and name. */
export const cardOf = (entry: Pick<LedgerEntry, 'cardMask' | 'cardName'>): TestCard =>
  TEST_CARDS.find((card) => card.mask === entry.cardMask) ?? {
    brand: 'unknown',
    name: entry.cardName,
    aid: '',
    mask: entry.cardMask,
    expiry: '',
    ownCard: false,
    hash: '',
  };
