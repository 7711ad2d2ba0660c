"""Streamlit: its own messages (protobuf) over a websocket; a change runs the script again."""

from sockets import SocketPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Page(SocketPage):
    """One client's page."""

    _control = ""

    async def open(self) -> None:
        """Load the document, then run the script."""
        await self._http.ask("/")
        await self.connect("/_stcore/stream", "streamlit")
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        await self._socket.send(asked.SerializeToString())

    async def choose(self, region: str) -> None:
        """Run the script with another value of the control."""
        asked = BackMsg()
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self._control, region
        await self._socket.send(asked.SerializeToString())

    async def receive(self) -> bytes:
        """Return the next message; the councils to choose from are no rows."""
        part = await super().receive()
        told = ForwardMsg.FromString(part)
        element = told.delta.new_element.WhichOneof("type")
        if element == "selectbox":
            self._control = told.delta.new_element.selectbox.id
        if element == "exception":
            raise ValueError(told.delta.new_element.exception.message)
        return b"" if element in ("selectbox", "multiselect") else part
