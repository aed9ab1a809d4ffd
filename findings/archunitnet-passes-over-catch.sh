#!/usr/bin/env bash
# TngTech.ArchUnitNET 0.13.5: a class that only catches another (`catch (Refused) { }`) has no dependency on it, while
# one that throws it has. A rule "rooms below do not know rooms above" does not see a catch, nor, as the compiler leaves
# no trace of them, constants. Our rule of rooms therefore reads the using directives as well.
set -euo pipefail
command -v dotnet >/dev/null || { echo "needs the .NET SDK"; exit 77; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cat > finding.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="TngTech.ArchUnitNET" Version="0.13.5" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using System; using System.Linq; using ArchUnitNET.Loader;
var types = new ArchLoader().LoadAssembly(typeof(Refused).Assembly).Build().Types.ToList();
bool Knows(string name) => types.Single(type => type.Name == name).Dependencies
    .Any(dependency => dependency.Target.Name == nameof(Refused));
Console.WriteLine($"catches: {Knows(nameof(Catches))}, throws: {Knows(nameof(Throws))}");
class Refused : Exception { }
class Catches { public void Try(Action work) { try { work(); } catch (Refused) { Console.WriteLine("refused"); } } }
class Throws { public void Refuse() => throw new Refused(); }
P
dotnet build -c Release -v quiet >build.log 2>&1 || { tail -n 1 build.log; exit 77; }
said=$(dotnet bin/Release/net10.0/finding.dll)
echo "ArchUnitNET 0.13.5, dependency on an exception that a class $said"
[ "$said" = "catches: False, throws: True" ]
