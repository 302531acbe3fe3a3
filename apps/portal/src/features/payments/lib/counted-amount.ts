interface Amounts {
  readonly amount: string;
  readonly approvedAmount: string | null;
}

/** What a sum counts of a payment: what was approved, where that is not what was asked for. */
export const countedAmount = ({ amount, approvedAmount }: Amounts): string => approvedAmount ?? amount;
