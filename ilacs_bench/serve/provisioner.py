"""How Jupyter gets a kernel: forked from the warmed process, or started as ever without one."""

from importlib.metadata import EntryPoint
from typing import Any, ClassVar

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from ilacs_bench.serve.warmed import CannotFork, WarmedProcess
from ilacs_bench.widgets.served import QUERY_VARIABLE

FORKED = "ilacs-bench-forked"
PAGE_VARIABLE = "ILACS_BENCH_PAGE"
"""Environment variable of a kernel: key of the page it has to have from the first moment on."""


class ForkedProvisioner(LocalProvisioner):
    """Forks kernels from `warmed`; everything after the launch is LocalProvisioner's."""

    warmed: ClassVar[WarmedProcess | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork; start a process where that fails, unless a page's own kernel was asked for."""
        page = kwargs["env"].get(PAGE_VARIABLE)
        try:
            await self._fork(cmd, page, **kwargs)
        except CannotFork:
            if page:
                raise
            return await super().launch_kernel(cmd, **kwargs)
        return self.connection_info

    async def _fork(self, cmd: list[str], page: str | None, **kwargs: Any) -> None:
        if self.warmed is None:
            raise CannotFork("There is no warmed process.")
        self.cwd = kwargs["cwd"]
        request = {
            "connection_file": cmd[cmd.index("-f") + 1],
            "env": kwargs["env"],
            "cwd": str(self.cwd),
            "name": f"kernel-{self.kernel_id}"[:15],
            "query": kwargs["env"].get(QUERY_VARIABLE) if page else None,
        }
        self.process = await self.warmed.fork(request, page)
        self.pid, self.pgid = self.process.pid, None


def use(warmed: WarmedProcess | None) -> None:
    """Let `warmed` fork the kernels of this process; nothing is registered on the machine."""
    ForkedProvisioner.warmed = warmed
    KernelProvisionerFactory.provisioners[FORKED] = EntryPoint(
        FORKED, f"{__name__}:{ForkedProvisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
    )
