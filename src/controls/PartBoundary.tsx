import { Component, type ReactNode } from "react";
import { MissingPart } from "./MissingPart";

/**
 * Limits an error to one part of the page. Without a boundary React would unmount the whole page,
 * and the trained network would be lost.
 */
export class PartBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  readonly #retry = () => this.setState({ failed: false });

  override render(): ReactNode {
    return this.state.failed ? <MissingPart onRetry={this.#retry} /> : this.props.children;
  }
}
