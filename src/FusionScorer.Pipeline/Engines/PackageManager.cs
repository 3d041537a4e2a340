namespace FusionScorer.Pipeline.Engines;

/// <summary>The system's own package manager.</summary>
internal static class PackageManager
{
    /// <summary>The one command that installs a package on this system, as a person would type it.</summary>
    public static string InstallCommand(string package) => OperatingSystem.IsMacOS() ? $"brew install {package}"
        : OperatingSystem.IsWindows() ? $"winget install {package}"
        : OnPath("apt-get") ? $"{(Environment.IsPrivilegedProcess ? "" : "sudo ")}apt-get install -y {package}"
        : OnPath("dnf") ? $"sudo dnf install {package}"
        : OnPath("pacman") ? $"sudo pacman -S {package}"
        : $"install {package} with your system's package manager";

    /// <summary>Whether packages can be installed from here: apt-get, as root or with sudo.</summary>
    public static bool CanInstall => OperatingSystem.IsLinux() && OnPath("apt-get") && (Environment.IsPrivilegedProcess || OnPath("sudo"));

    /// <summary>Whether a program is on the path.</summary>
    public static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
