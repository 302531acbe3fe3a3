export const MIN_PASSWORD_LENGTH = 12;
/** Bounds what a sign-in may cost to hash. */
export const MAX_PASSWORD_LENGTH = 128;
