using System.Runtime.InteropServices;
using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

public sealed class NativeSettingsTests
{
    private const string Variable = "MELANGE_TEST_OF_NATIVE_SETTINGS";

    [LinuxFact]
    public void Set_Variable_ReachesNativeLibrariesAndProcesses()
    {
        NativeSettings.Set(Variable, "7");

        Assert.Equal("7", Marshal.PtrToStringUTF8(GetNative(Variable)));
        Assert.Equal("7", Environment.GetEnvironmentVariable(Variable));
    }

    [LinuxFact]
    public void Apply_UserSaysHowToWait_LeavesIt()
    {
        // The tests' own environment says OMP_WAIT_POLICY=passive.
        NativeSettings.Apply();

        Assert.Null(Environment.GetEnvironmentVariable(NativeSettings.SpinCount));
    }

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern nint GetNative([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
