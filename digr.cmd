@echo off
rem digr: builds what is missing, then runs the command; digr --help lists the commands. What ./digr is elsewhere, but that two
rem builds are not kept apart here. Class paths go through files, as a line of cmd holds 8191 characters.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "lib=%root%\lib\target"
set "venv=%root%\.venv"

if not defined DIGR_BACKEND set "DIGR_BACKEND=native"
if not "%DIGR_BACKEND%"=="native" (
    call :die "DIGR_BACKEND is %DIGR_BACKEND%; on Windows there is native alone"
    exit /b 1
)

rem As in digr: memory, and the same numbers and words under every locale.
set "options=-XX:+UseParallelGC -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED"
set "options=%options% -Duser.language=en -Duser.country=US -Dfile.encoding=UTF-8"
set "memory=-XX:MaxRAMPercentage=20"
if defined DIGR_MEMORY call :memory
if not defined memory (
    call :die "DIGR_MEMORY is %DIGR_MEMORY%; it needs a size such as 1500m or 2g, at least 600m"
    exit /b 1
)
set "options=%options% %memory%"

rem As in tools/environment.sh: other programs' settings, with which ND4J computes wrong or not at all, Git and Python look elsewhere.
call :whole "%OMP_NUM_THREADS%"
set "threads=%number:~0,3%"
if not "%threads%"=="%number%" set "threads="
for %%p in (OMP_ GOMP_ KMP_ MKL_ GOTO_ DNNL_ ONEDNN_) do call :forget %%p 2>nul
for %%v in (OPENBLAS_NUM_THREADS OPENBLAS_DEFAULT_NUM_THREADS OPENBLAS_THREAD_TIMEOUT OPENBLAS_MAIN_FREE) do set "%%v="
for %%v in (GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES) do set "%%v="
for %%v in (GIT_COMMON_DIR GIT_NAMESPACE GIT_PREFIX PYTHONHOME PYTHONPATH PYTHONSTARTUP) do set "%%v="
for %%v in (PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_VIRTUALENV CLASSPATH) do set "%%v="
if defined threads set "OMP_NUM_THREADS=%threads%"
set "GOMP_SPINCOUNT=3000"

if defined JAVA_HOME set "PATH=%JAVA_HOME%\bin;%PATH%"

set "command=%~1"
set "rest=%*"
if defined command call set "rest=%%rest:*%command%=%%"
for %%a in (%*) do if "%%~a"=="--help" goto java
for %%a in (%*) do if "%%~a"=="-h" goto java
for %%c in (figures test lab register bench) do if "%command%"=="%%c" goto %%c
rem The package ale-py carries Breakout's ROM. Here = parts words, too.
if not defined DIGR_BREAKOUT_ROM if not exist "%root%\roms\breakout.bin" (
    for %%a in (%*) do if /i "%%~a"=="breakout" call :notebook_environment
)

:java
call :build
if errorlevel 1 exit /b 1
java %options% %DIGR_JAVA_OPTS% @"%lib%\arguments" digr.cli.Main %*
exit /b %errorlevel%

:register
rem It writes into Jupyter's folder of the user, not into ours.
set "own=%JUPYTER_DATA_DIR%"
:figures
:lab
call :build
if errorlevel 1 exit /b 1
call :notebook_environment
if errorlevel 1 exit /b 1
call :python_environment
if "%command%"=="register" set "JUPYTER_DATA_DIR=%own%"
"%venv%\Scripts\python.exe" "%root%\tools\%command%.py" %rest%
exit /b %errorlevel%

:test
call :need_java
if errorlevel 1 exit /b 1
call :notebook_environment
if errorlevel 1 exit /b 1
call :python_environment
for %%m in (lib bench) do if exist "%root%\%%m\target\surefire-reports" rmdir /s /q "%root%\%%m\target\surefire-reports"
call :maven verify
set "status=%errorlevel%"
if %status%==0 call :build
"%venv%\Scripts\python.exe" "%root%\tools\test.py" %status% %rest%
exit /b %errorlevel%

:bench
for %%a in (%*) do if "%%~a"=="--peers" (
    call :die "bench --peers runs on Linux and macOS"
    exit /b 1
)
call :build
if errorlevel 1 exit /b 1
call :maven -q -pl lib,bench process-classes 1>&2
if errorlevel 1 (
    call :die "the build failed, see above"
    exit /b 1
)
call :arguments "%root%\bench\target"
java %options% %DIGR_JAVA_OPTS% @"%root%\bench\target\arguments" digr.bench.Bench %rest%
exit /b %errorlevel%

:die
>&2 echo digr: %~1
exit /b 1

rem Forgets the variables whose names begin so.
:forget
for /f "delims==" %%v in ('set %1') do set "%%v="
exit /b

rem memory: the options for DIGR_MEMORY, where that is a size.
:memory
set "memory="
set "factor=0"
if /i "%DIGR_MEMORY:~-1%"=="m" set "factor=1"
if /i "%DIGR_MEMORY:~-1%"=="g" set "factor=1024"
call :whole "%DIGR_MEMORY:~0,-1%"
if not defined number exit /b
set /a megabytes=number*factor
set /a heap=megabytes/2
if %megabytes% geq 600 set "memory=-Xmx%heap%m"
exit /b

rem number: the argument, where that is a whole number of 1 or more.
:whole
set "number=%~1"
for /f "delims=0123456789" %%r in ("%~1") do set "number="
if "%number:~0,1%"=="0" set "number="
exit /b

:need_java
set "version=0"
for /f "tokens=2 delims=. " %%v in ('javac -version 2^>^&1') do set "version=%%v"
set /a version=version
if %version% geq 17 exit /b 0
call :die "JDK 17 or newer needed, its folder bin in PATH or its own in JAVA_HOME; https://adoptium.net has one"
exit /b 1

:maven
set "mvn=%root%\mvnw.cmd"
for %%m in (mvn.cmd) do if not "%%~$PATH:m"=="" set "mvn=%%~$PATH:m"
call "%mvn%" -B -ntp -Dstyle.color=never -f "%root%\pom.xml" %*
exit /b %errorlevel%

rem Builds where that is due.
:build
call :stale
if errorlevel 1 exit /b 0
call :need_java
if errorlevel 1 exit /b 1
if not exist "%lib%\built" >&2 echo digr: first build: Maven downloads about 400 MB of libraries, which takes some minutes
call :maven -q -pl lib process-classes 1>&2
if errorlevel 1 (
    call :die "the build failed, see above"
    exit /b 1
)
call :arguments "%lib%"
for %%f in (main lib) do if not exist "%lib%\seen\%%f" mkdir "%lib%\seen\%%f"
xcopy /d /s /y /q "%root%\lib\src\main" "%lib%\seen\main" >nul
xcopy /d /y /q "%root%\lib\pom.xml" "%lib%\seen\lib" >nul
xcopy /d /y /q "%root%\pom.xml" "%lib%\seen" >nul
> "%lib%\built" echo %DIGR_BACKEND%
exit /b 0

rem True when the library was never built, or when something is newer than what was seen when it was.
:stale
if not exist "%lib%\built" exit /b 0
xcopy /l /d /s /y "%root%\lib\src\main" "%lib%\seen\main" | find "\" >nul
if not errorlevel 1 exit /b 0
xcopy /l /d /y "%root%\lib\pom.xml" "%lib%\seen\lib" | find "\" >nul
if not errorlevel 1 exit /b 0
xcopy /l /d /y "%root%\pom.xml" "%lib%\seen" | find "\" >nul
if not errorlevel 1 exit /b 0
exit /b 1

rem A file of arguments for java: memory, as in digr, the classes of this folder, and what they need. Maven writes / in paths, since \ escapes there.
:arguments
set "folder=%~1"
>  "%folder%\arguments" echo -Dorg.bytedeco.javacpp.maxphysicalbytes=200%%
>> "%folder%\arguments" echo -cp "\
>> "%folder%\arguments" echo %folder:\=/%/classes;\
>> "%folder%\arguments" type "%folder%\classpath.txt"
>> "%folder%\arguments" echo "
exit /b 0

rem Jupyter in a Python environment of its own, made anew when the pins change.
:notebook_environment
fc /b "%root%\requirements.txt" "%venv%\made" >nul 2>nul
if not errorlevel 1 exit /b 0
set "python="
for %%p in ("py -3" python3 python) do if not defined python %%~p -c "import sys; sys.exit(sys.version_info < (3, 9))" >nul 2>nul && set "python=%%~p"
if not defined python (
    call :die "no Python 3.9 or newer found; install one from https://www.python.org"
    exit /b 1
)
>&2 echo digr: making the Python environment .venv, which downloads about 150 MB
if exist "%venv%" rmdir /s /q "%venv%"
%python% -m venv "%venv%"
if errorlevel 1 exit /b 1
"%venv%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --require-hashes -r "%root%\requirements.txt" 1>&2
if errorlevel 1 (
    call :die "could not install requirements.txt, see above"
    exit /b 1
)
mkdir "%venv%\user\ipython"
copy /y "%root%\requirements.txt" "%venv%\made" >nul
exit /b 0

rem Jupyter's files stay in .venv. tools\kernel.py writes the options into the kernel's specification, which starts Java directly.
:python_environment
set "JUPYTER_CONFIG_DIR=%venv%\user\config"
set "JUPYTER_DATA_DIR=%venv%\user\data"
set "IPYTHONDIR=%venv%\user\ipython"
set "JUPYTER_PATH="
set "PYTHONDONTWRITEBYTECODE=1"
set "JJAVA_JVM_OPTS=%options% --add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED %DIGR_JAVA_OPTS% -Dorg.bytedeco.javacpp.maxphysicalbytes=200%%"
exit /b 0
