export declare function findFirefox(): string;
export declare function ensureFirefox(): string;
