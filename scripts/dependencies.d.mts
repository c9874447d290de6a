export declare function installLocked(folder: string): boolean;
