namespace Melange.Host.Tests;

/// <summary>A test of what only Linux has: its libraries, and symbolic links that anybody may make.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "This is a test for Linux.";
    }
}
