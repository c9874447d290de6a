/** Every test begins with an empty page, whichever file of tests the page has shown before. */
import { beforeEach } from "vitest";
import { cleanup } from "vitest-browser-react";

beforeEach(() => cleanup());
