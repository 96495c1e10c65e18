// Facts within rich text: the chooser of facts puts the value there as one piece, which is edited or removed as a whole.
{
  const { ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;
  const { EditorState, Modifier } = window.DraftJS;
  const { createElement } = window.React;
  const { Icon } = window.wagtail.components;

  class FactSource extends ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.fact,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    onChosen({ id, label, value }) {
      const { editorState, entityType } = this.props;
      const data = { id: String(id), label, missing: false };
      const content = editorState.getCurrentContent().createEntity(entityType.type, "IMMUTABLE", data);
      const style = editorState.getCurrentInlineStyle();
      const selection = editorState.getSelection();
      const words = Modifier.replaceText(content, selection, value, style, content.getLastCreatedEntityKey());
      this.chosen = EditorState.push(editorState, words, "insert-characters");
      this.workflow.close();
    }

    // After the chooser has gone, chosen or not: while it closes it would take the cursor away from the text again.
    onClose(event) {
      event.preventDefault();
      this.props.onComplete(this.chosen ?? this.props.editorState);
    }
  }

  const FactInText = (props) => {
    const { label, missing } = props.contentState.getEntity(props.entityKey).getData();
    const icon = createElement(Icon, { name: missing ? "warning" : "clipboard-list" });
    return createElement(TooltipEntity, { ...props, icon, label: missing ? "Not published" : label });
  };

  registerPlugin({ type: "FACT", source: FactSource, decorator: FactInText }, "entityTypes");
}
