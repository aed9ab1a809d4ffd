using System.Runtime.InteropServices;

namespace Melange.Host.Machine;

/// <summary>The stack on which a thread answers a signal: a wide one where the runtime's own may not do.</summary>
/// <remarks>
/// .NET turns a fault such as a null reference into an exception by a signal, answered on a stack of its own. On it the
/// system first stores the thread's registers, and after a product in bfloat16 on a processor with AMX those are 8 KiB
/// more: .NET 10.0.12's stack then overflows, and the process ends with 139 in place of the exception. Linux alone. The
/// runtime unmaps the stack that a thread has when it ends, so this one is mapped as well.
/// </remarks>
internal static class SignalStack
{
    /// <summary>Bytes of a wide stack.</summary>
    internal const int Wide = 256 * 1024;

    private const int ReadAndWrite = 3, PrivateWithoutFile = 0x22;  // mman.h: PROT_READ | PROT_WRITE, MAP_PRIVATE | ...
    private const nint NoMemory = -1;

    /// <summary>Bytes of the calling thread's signal stack; 0 where the system names none.</summary>
    internal static long Bytes => Read(0, out var now) == 0 ? now.Bytes : 0;

    /// <summary>Gives the calling thread a wide stack.</summary>
    public static void Widen()
    {
        if (Bytes >= Wide)
            return;
        var start = Map(0, Wide, ReadAndWrite, PrivateWithoutFile, file: -1, offset: 0);
        if (start != NoMemory)
            _ = Write(new Description { Start = start, Bytes = Wide }, 0);
    }

    [DllImport("libc", EntryPoint = "sigaltstack")]
    private static extern int Read(nint given, out Description now);

    [DllImport("libc", EntryPoint = "sigaltstack")]
    private static extern int Write(in Description given, nint former);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nint bytes, int access, int flags, int file, nint offset);

    [StructLayout(LayoutKind.Sequential)]
    private struct Description // signal.h: stack_t
    {
        public nint Start;
        public int Flags;
        public nint Bytes;
    }
}
