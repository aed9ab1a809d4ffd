using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class OwnNativeRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<NativeAttention, NoOptions>("native");
}

public sealed class NativeAttention() : TellingAttention($"HarfBuzz {Marshal.PtrToStringUTF8(VersionText())}")
{
    [DllImport("libHarfBuzzSharp", EntryPoint = "hb_version_string")]
    private static extern nint VersionText();
}
